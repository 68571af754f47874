//! Colours and marks: one accent colour, meaning always also as a word or a mark. It refuses to mean by colour alone.

use ratatui::style::{Color, Modifier, Style};

/// How the screens are painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Plain ASCII marks, for terminals without Unicode.
    pub ascii: bool,
    /// The whole selected row is reversed; costs bytes, so it is a choice.
    pub highlight: bool,
    /// As few bytes as can be: for slow lines.
    pub lean: bool,
    accent: Color,
}

impl Default for Theme {
    fn default() -> Self {
        Self { ascii: false, highlight: false, lean: false, accent: Color::Cyan }
    }
}

impl Theme {
    /// The theme of an ASCII-only terminal.
    #[must_use]
    pub fn ascii() -> Self {
        Self { ascii: true, ..Self::default() }
    }

    /// The same for a slow line: marks of one byte, and nothing that is only there to look at.
    #[must_use]
    pub const fn for_slow_line(self) -> Self {
        Self { ascii: true, lean: true, ..self }
    }

    /// What leads the eye: the open tab, headings of figures.
    #[must_use]
    pub fn accent(self) -> Style {
        Style::new().fg(self.accent).add_modifier(Modifier::BOLD)
    }

    /// Headings of columns and sections.
    #[must_use]
    pub fn heading(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is read last: units, notes, keys' words.
    #[must_use]
    pub fn quiet(self) -> Style {
        Style::new().fg(Color::DarkGray)
    }

    /// What needs a hand; always beside the mark `!`.
    #[must_use]
    pub fn alarm(self) -> Style {
        Style::new().fg(Color::Red)
    }

    /// The selected row where rows are highlighted whole.
    #[must_use]
    pub fn selected(self) -> Style {
        if self.highlight { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() }
    }

    /// The mark of the selected row.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        if self.ascii { ">" } else { "▸" }
    }

    /// The mark of a marked row.
    #[must_use]
    pub const fn marked(self) -> &'static str {
        if self.ascii { "*" } else { "•" }
    }

    /// Full and empty parts of a bar.
    #[must_use]
    pub const fn bar(self) -> (char, char) {
        match (self.lean, self.ascii) {
            (true, _) => ('#', ' '),
            (false, true) => ('#', '.'),
            (false, false) => ('█', '·'),
        }
    }

    /// The fills of values beside or on top of each other.
    #[must_use]
    pub const fn fills(self) -> [char; 3] {
        if self.ascii { ['#', '+', '-'] } else { ['█', '▒', '░'] }
    }

    /// Nothing, a little, some, much and most.
    #[must_use]
    pub const fn shades(self) -> [char; 5] {
        if self.ascii { [' ', '.', ':', '+', '#'] } else { [' ', '░', '▒', '▓', '█'] }
    }

    /// From what is to what would be.
    #[must_use]
    pub const fn arrow(self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    /// What stands for nothing: never zero.
    #[must_use]
    pub const fn empty(self) -> &'static str {
        if self.ascii { "-" } else { "–" }
    }
}
