"""The plastics chapter of the annual report: what escapes management, from where, and where it ends up."""
