"""State to rows of Rich text; changes nothing and asks no clock."""
