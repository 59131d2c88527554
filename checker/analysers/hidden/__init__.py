"""What each kind of hidden block says, in plain words."""
