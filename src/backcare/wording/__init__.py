"""Every text that is composed to be read or heard."""
