"""What people see and do: the pages of a case. A view asks and shows; it knows no rule."""
