"""A declaration's file becomes plain text, with what had to be guessed said aloud."""
