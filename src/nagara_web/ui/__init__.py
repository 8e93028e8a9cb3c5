"""What every page is made of: base templates, components, tokens, and the words of numbers and dates."""
