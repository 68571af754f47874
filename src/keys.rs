//! Keys as the program knows them, and the one table of what they do: footer, help and the manual are loops over it.
//! It refuses to know any terminal and any screen's insides.

use std::fmt;

/// One key press; control keys carry the lower-case letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Char(char),
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    F(u8),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "^{}", c.to_ascii_uppercase()),
            Self::BackTab => f.write_str("S-Tab"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            Self::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Where keys are pressed; a context may stand on another (`base`) whose keys work there too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere but where text is typed.
    Everywhere,
    /// Any list of records.
    List,
    /// The bin.
    Bin,
    /// The backups of the file.
    Backups,
    /// Home and any screen of figures.
    Figures,
    /// A page of one record.
    Page,
    /// Partner categories.
    Categories,
    Explain,
    /// A brief being read.
    Brief,
    /// Agreements moved in memory.
    WhatIf,
    /// The list of actions.
    History,
    /// A portfolio about to be passed on.
    Handover,
    /// A file about to be read in.
    Import,
    /// Reports about to be planned for an agreement.
    Schedule,
    /// The work of one person.
    Work,
    /// How the shared server fares.
    Server,
    Settings,
    Form,
    Conflict,
    /// Pairs of records that may be one.
    Duplicates,
    /// Two records about to be merged.
    Merge,
    /// A list to choose from: pickers, palette, menus.
    Choose,
    /// One line being typed: search, as-of day, name of a view.
    Line,
    Help,
}

/// What a key does. The words are the messages `key-NAME` (footer) and `help-NAME` (help and manual).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    Quit,
    Tab(u8),
    NextTab,
    PreviousTab,
    NextSection,
    PreviousSection,
    Search,
    GoTo,
    Palette,
    Help,
    New,
    Edit,
    Delete,
    Restore,
    Undo,
    Redo,
    UndoThis,
    Mark,
    MarkAll,
    Bulk,
    Sort,
    Filter,
    Columns,
    Views,
    Explain,
    AsOf,
    Mine,
    Export,
    Copy,
    Redraw,
    NextField,
    PreviousField,
    Save,
    UndoTyping,
    Choose,
    DropDraft,
    HandOver,
    Step,
    Capture,
    PlanReports,
    MyWork,
    Theirs,
    MineWins,
    Both,
    Duplicates,
    NotSame,
    Swap,
    Later,
    Earlier,
    WhatIf,
    Charts,
    Brief,
    Import,
    StageUp,
    StageDown,
    SetAmount,
    SetDay,
    PutBack,
    PutAllBack,
}

/// Keys that do something in a context; `footer` is its place in the footer, 0 for none.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub context: Context,
    pub keys: &'static [Key],
    pub command: Command,
    pub footer: u8,
}

const fn bind(context: Context, keys: &'static [Key], command: Command, footer: u8) -> Binding {
    Binding { context, keys, command, footer }
}

use Command as C;
use Context as X;
use Key as K;

/// Every binding of the program.
pub const BINDINGS: &[Binding] = &[
    bind(X::Everywhere, &[K::Up, K::Char('k')], C::Up, 0),
    bind(X::Everywhere, &[K::Down, K::Char('j')], C::Down, 0),
    bind(X::Everywhere, &[K::Left, K::Char('h')], C::Left, 0),
    bind(X::Everywhere, &[K::Right, K::Char('l')], C::Right, 0),
    bind(X::Everywhere, &[K::PageUp, K::Ctrl('b')], C::PageUp, 0),
    bind(X::Everywhere, &[K::PageDown, K::Ctrl('f')], C::PageDown, 0),
    bind(X::Everywhere, &[K::Home, K::Char('g')], C::First, 0),
    bind(X::Everywhere, &[K::End, K::Char('G')], C::Last, 0),
    bind(X::Everywhere, &[K::Enter], C::Open, 1),
    bind(X::Everywhere, &[K::Esc, K::Backspace], C::Back, 0),
    bind(X::Everywhere, &[K::Char('q')], C::Quit, 99),
    bind(X::Everywhere, &[K::Char('1')], C::Tab(1), 0),
    bind(X::Everywhere, &[K::Char('2')], C::Tab(2), 0),
    bind(X::Everywhere, &[K::Char('3')], C::Tab(3), 0),
    bind(X::Everywhere, &[K::Char('4')], C::Tab(4), 0),
    bind(X::Everywhere, &[K::Char('5')], C::Tab(5), 0),
    bind(X::Everywhere, &[K::Char('6')], C::Tab(6), 0),
    bind(X::Everywhere, &[K::Char('7')], C::Tab(7), 0),
    bind(X::Everywhere, &[K::Char('8')], C::Tab(8), 0),
    bind(X::Everywhere, &[K::Char('9')], C::Tab(9), 0),
    bind(X::Everywhere, &[K::Char('0')], C::Tab(0), 0),
    bind(X::Everywhere, &[K::Tab], C::NextTab, 0),
    bind(X::Everywhere, &[K::BackTab], C::PreviousTab, 0),
    bind(X::Everywhere, &[K::Char(']')], C::NextSection, 0),
    bind(X::Everywhere, &[K::Char('[')], C::PreviousSection, 0),
    bind(X::Everywhere, &[K::Ctrl('p')], C::GoTo, 60),
    bind(X::Everywhere, &[K::Char(':')], C::Palette, 0),
    bind(X::Everywhere, &[K::Char('?'), K::F(1)], C::Help, 90),
    bind(X::Everywhere, &[K::Char('u')], C::Undo, 55),
    bind(X::Everywhere, &[K::Char('U')], C::Redo, 0),
    bind(X::Everywhere, &[K::Char('@')], C::AsOf, 50),
    bind(X::Everywhere, &[K::Char('w')], C::WhatIf, 57),
    bind(X::Everywhere, &[K::Char('p')], C::Charts, 58),
    bind(X::Everywhere, &[K::Char('B')], C::Brief, 59),
    bind(X::Everywhere, &[K::Char('i')], C::Import, 0),
    bind(X::Everywhere, &[K::Ctrl('l')], C::Redraw, 0),
    bind(X::List, &[K::Char('/')], C::Search, 10),
    bind(X::List, &[K::Char('n')], C::New, 12),
    bind(X::List, &[K::Char('e')], C::Edit, 11),
    bind(X::List, &[K::Char('d')], C::Delete, 13),
    bind(X::List, &[K::Char(' ')], C::Mark, 30),
    bind(X::List, &[K::Char('*')], C::MarkAll, 0),
    bind(X::List, &[K::Char('b')], C::Bulk, 31),
    bind(X::List, &[K::Char('s')], C::Sort, 20),
    bind(X::List, &[K::Char('f')], C::Filter, 21),
    bind(X::List, &[K::Char('c')], C::Columns, 22),
    bind(X::List, &[K::Char('v')], C::Views, 23),
    bind(X::List, &[K::Char('m')], C::Mine, 24),
    bind(X::List, &[K::Char('>')], C::Capture, 0),
    bind(X::List, &[K::Char('t')], C::Step, 25),
    bind(X::List, &[K::Char('D')], C::Duplicates, 0),
    bind(X::List, &[K::Char('o')], C::HandOver, 14),
    bind(X::List, &[K::Char('=')], C::Explain, 40),
    bind(X::List, &[K::Char('x')], C::Export, 32),
    bind(X::List, &[K::Char('y')], C::Copy, 0),
    bind(X::Bin, &[K::Char('r')], C::Restore, 10),
    bind(X::Bin, &[K::Char('/')], C::Search, 11),
    bind(X::Backups, &[K::Char('r')], C::Restore, 10),
    bind(X::Backups, &[K::Char('n')], C::New, 11),
    bind(X::Figures, &[K::Char('=')], C::Explain, 10),
    bind(X::Figures, &[K::Char('>')], C::Capture, 0),
    bind(X::Figures, &[K::Char('m')], C::MyWork, 12),
    bind(X::Figures, &[K::Char('/')], C::Search, 9),
    bind(X::Figures, &[K::Char('x')], C::Export, 30),
    bind(X::Figures, &[K::Char('y')], C::Copy, 31),
    bind(X::Figures, &[K::Char(',')], C::Earlier, 20),
    bind(X::Figures, &[K::Char('.')], C::Later, 21),
    bind(X::Page, &[K::Char('e')], C::Edit, 10),
    bind(X::Page, &[K::Char('n')], C::New, 11),
    bind(X::Page, &[K::Char('d')], C::Delete, 12),
    bind(X::Page, &[K::Char('>')], C::Capture, 0),
    bind(X::Page, &[K::Char('r')], C::PlanReports, 16),
    bind(X::Page, &[K::Char('t')], C::Step, 14),
    bind(X::Page, &[K::Char(' ')], C::Mark, 15),
    bind(X::Page, &[K::Char('=')], C::Explain, 13),
    bind(X::Page, &[K::Char('x')], C::Export, 20),
    bind(X::Page, &[K::Char('y')], C::Copy, 21),
    bind(X::Page, &[K::Char('o')], C::HandOver, 13),
    bind(X::Page, &[K::Char('D')], C::Duplicates, 23),
    bind(X::Import, &[K::Ctrl('s')], C::Save, 2),
    bind(X::Import, &[K::Char('f')], C::Filter, 3),
    bind(X::Import, &[K::Char('d')], C::Delete, 4),
    bind(X::Schedule, &[K::Ctrl('s')], C::Save, 1),
    bind(X::Schedule, &[K::Char(' ')], C::Mark, 2),
    bind(X::Work, &[K::Char('>')], C::Capture, 10),
    bind(X::Work, &[K::Char('x')], C::Export, 30),
    bind(X::Work, &[K::Char('y')], C::Copy, 31),
    bind(X::Server, &[K::Char('x')], C::Export, 30),
    bind(X::Server, &[K::Char('y')], C::Copy, 31),
    bind(X::Handover, &[K::Char(' ')], C::Mark, 2),
    bind(X::Handover, &[K::Ctrl('s')], C::Save, 1),
    bind(X::Categories, &[K::Char('n')], C::New, 10),
    bind(X::Categories, &[K::Char('e')], C::Edit, 11),
    bind(X::Categories, &[K::Char('d')], C::Delete, 12),
    bind(X::Explain, &[K::Char('y')], C::Copy, 10),
    bind(X::Explain, &[K::Char('x')], C::Export, 11),
    bind(X::Brief, &[K::Char('x')], C::Export, 10),
    bind(X::Brief, &[K::Char('y')], C::Copy, 11),
    bind(X::WhatIf, &[K::Char('>')], C::StageUp, 10),
    bind(X::WhatIf, &[K::Char('<')], C::StageDown, 11),
    bind(X::WhatIf, &[K::Char('a')], C::SetAmount, 12),
    bind(X::WhatIf, &[K::Char('t')], C::SetDay, 13),
    bind(X::WhatIf, &[K::Char('r')], C::PutBack, 14),
    bind(X::WhatIf, &[K::Char('R')], C::PutAllBack, 15),
    bind(X::WhatIf, &[K::Char('x')], C::Export, 30),
    bind(X::WhatIf, &[K::Char('y')], C::Copy, 0),
    bind(X::History, &[K::Char('r')], C::UndoThis, 10),
    bind(X::Settings, &[K::Char('e')], C::Edit, 10),
    bind(X::Form, &[K::Tab], C::NextField, 1),
    bind(X::Form, &[K::BackTab], C::PreviousField, 0),
    bind(X::Form, &[K::Down], C::Down, 0),
    bind(X::Form, &[K::Up], C::Up, 0),
    bind(X::Form, &[K::Ctrl('s')], C::Save, 2),
    bind(X::Form, &[K::Ctrl('z')], C::UndoTyping, 3),
    bind(X::Form, &[K::Enter], C::Choose, 4),
    bind(X::Form, &[K::Ctrl('d')], C::DropDraft, 5),
    bind(X::Form, &[K::Esc], C::Back, 6),
    bind(X::Conflict, &[K::Char('t')], C::Theirs, 1),
    bind(X::Conflict, &[K::Char('m')], C::MineWins, 2),
    bind(X::Conflict, &[K::Char('b')], C::Both, 3),
    bind(X::Conflict, &[K::Ctrl('s')], C::Save, 4),
    bind(X::Duplicates, &[K::Char('!')], C::NotSame, 10),
    bind(X::Merge, &[K::Char('t')], C::Theirs, 1),
    bind(X::Merge, &[K::Char('m')], C::MineWins, 2),
    bind(X::Merge, &[K::Char('b')], C::Both, 3),
    bind(X::Merge, &[K::Ctrl('s')], C::Save, 4),
    bind(X::Merge, &[K::Char('~')], C::Swap, 5),
    bind(X::Merge, &[K::Up, K::Char('k')], C::Up, 0),
    bind(X::Merge, &[K::Down, K::Char('j')], C::Down, 0),
    bind(X::Merge, &[K::PageUp], C::PageUp, 0),
    bind(X::Merge, &[K::PageDown], C::PageDown, 0),
    bind(X::Merge, &[K::Esc, K::Char('q')], C::Back, 6),
    bind(X::Merge, &[K::Char('?'), K::F(1)], C::Help, 90),
    bind(X::Choose, &[K::Up, K::BackTab], C::Up, 0),
    bind(X::Choose, &[K::Down, K::Tab], C::Down, 0),
    bind(X::Choose, &[K::PageUp], C::PageUp, 0),
    bind(X::Choose, &[K::PageDown], C::PageDown, 0),
    bind(X::Choose, &[K::Enter], C::Choose, 1),
    bind(X::Choose, &[K::Esc], C::Back, 2),
    bind(X::Line, &[K::Enter], C::Choose, 1),
    bind(X::Line, &[K::Esc], C::Back, 2),
    bind(X::Help, &[K::Esc, K::Char('q'), K::Char('?')], C::Back, 1),
    bind(X::Help, &[K::Up, K::Char('k')], C::Up, 0),
    bind(X::Help, &[K::Down, K::Char('j')], C::Down, 0),
    bind(X::Help, &[K::PageUp], C::PageUp, 0),
    bind(X::Help, &[K::PageDown, K::Char(' ')], C::PageDown, 2),
];

impl Context {
    /// Every context, in the order of help.
    pub const ALL: [Self; 24] = [
        Self::Everywhere,
        Self::List,
        Self::Bin,
        Self::Backups,
        Self::Figures,
        Self::Page,
        Self::Categories,
        Self::Explain,
        Self::Brief,
        Self::WhatIf,
        Self::History,
        Self::Handover,
        Self::Import,
        Self::Schedule,
        Self::Work,
        Self::Server,
        Self::Settings,
        Self::Form,
        Self::Conflict,
        Self::Duplicates,
        Self::Merge,
        Self::Choose,
        Self::Line,
        Self::Help,
    ];

    /// Whether the keys of everywhere work here too: not where letters are text.
    #[must_use]
    pub const fn has_everywhere(self) -> bool {
        !matches!(self, Self::Form | Self::Merge | Self::Choose | Self::Line | Self::Help)
    }

    /// The end of the message key `context-NAME`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::List => "list",
            Self::Bin => "bin",
            Self::Backups => "backups",
            Self::Figures => "figures",
            Self::Page => "page",
            Self::Categories => "categories",
            Self::Explain => "explain",
            Self::Brief => "brief",
            Self::WhatIf => "what-if",
            Self::History => "history",
            Self::Handover => "handover",
            Self::Import => "import",
            Self::Schedule => "schedule",
            Self::Work => "work",
            Self::Server => "server",
            Self::Settings => "settings",
            Self::Form => "form",
            Self::Conflict => "conflict",
            Self::Duplicates => "duplicates",
            Self::Merge => "merge",
            Self::Choose => "choose",
            Self::Line => "line",
            Self::Help => "help",
        }
    }

    /// What a key does here.
    #[must_use]
    pub fn command(self, key: Key) -> Option<Command> {
        let own = BINDINGS.iter().find(|binding| binding.context == self && binding.keys.contains(&key));
        let own = own.or_else(|| {
            let everywhere = |binding: &&Binding| binding.context == Self::Everywhere && binding.keys.contains(&key);
            BINDINGS.iter().find(everywhere).filter(|_| self.has_everywhere())
        });
        own.map(|binding| binding.command)
    }

    /// The bindings of the footer here, the most wanted first.
    #[must_use]
    pub fn footer(self) -> Vec<&'static Binding> {
        let here = |binding: &&Binding| {
            binding.footer > 0
                && (binding.context == self || (binding.context == Self::Everywhere && self.has_everywhere()))
        };
        let mut shown: Vec<&Binding> = BINDINGS.iter().filter(here).collect();
        shown.sort_by_key(|binding| binding.footer);
        shown
    }
}

impl Command {
    /// Whether it only moves the cursor: nobody looks for it by words.
    #[must_use]
    pub const fn moves(self) -> bool {
        matches!(
            self,
            Self::Up | Self::Down | Self::Left | Self::Right | Self::PageUp | Self::PageDown | Self::First | Self::Last
        )
    }

    /// The end of the message keys `key-NAME` and `help-NAME`.
    #[must_use]
    pub fn name(self) -> String {
        if let Self::Tab(number) = self {
            return format!("tab-{number}");
        }
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_is_bound_twice_in_a_context() {
        let mut seen = HashSet::new();
        for binding in BINDINGS {
            for key in binding.keys {
                assert!(seen.insert((binding.context, *key)), "{key} twice in {:?}", binding.context);
            }
        }
    }

    #[test]
    fn a_key_does_the_same_wherever_it_is_bound_beside_everywhere() {
        for context in Context::ALL.into_iter().filter(|context| context.has_everywhere()) {
            for binding in
                BINDINGS.iter().filter(|binding| binding.context == context && context != Context::Everywhere)
            {
                for key in binding.keys {
                    let everywhere =
                        BINDINGS.iter().find(|other| other.context == Context::Everywhere && other.keys.contains(key));
                    assert!(everywhere.is_none(), "{key} in {context:?} hides what it does everywhere");
                }
            }
        }
    }

    #[test]
    fn names_are_message_keys() {
        assert_eq!(Command::PageUp.name(), "page-up");
        assert_eq!(Command::Tab(3).name(), "tab-3");
    }
}
