"""/sim/*: the people's side of the simulated world, for the page and the tests."""
