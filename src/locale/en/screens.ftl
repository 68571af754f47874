# Titles, headings and lines of the screens.
