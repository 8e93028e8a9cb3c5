"""The yearly round: window, reports, signatures, reviews, publication, handing on."""
