"""What the demonstration shows: facts in JSON with their sources, and the code that loads them."""
