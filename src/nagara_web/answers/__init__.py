"""What a city answers: rows of the questionnaire, their history, the ways in, and the doubts."""
