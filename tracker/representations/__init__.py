"""Records in other forms than their bodies: CSV, Atom, JSON Feed, iCalendar, JSON-LD."""
