"""The user's lasting choices and how one session is to be run."""
