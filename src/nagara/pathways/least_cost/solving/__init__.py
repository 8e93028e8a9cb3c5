"""From a question to a plan: an answer in a moment, then one that is proven, within the time that is given."""
