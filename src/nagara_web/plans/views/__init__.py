"""What each address does: access, form, action or query, page."""
