//! Columns for people who would rather look than read: eighths of a cell, or whole ones in ASCII. It refuses to stand
//! alone: the numbers belong beside it.

use crate::theme::Theme;

/// Eighths of a cell from below.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Values as columns `wide` cells apart, drawn in `height` lines from the top; what is not above zero has no height.
#[must_use]
pub fn columns(values: &[i64], wide: usize, height: usize, theme: Theme) -> Vec<String> {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let whole = i128::try_from(height * 8).unwrap_or(8);
    let heights: Vec<usize> = values
        .iter()
        .map(|value| {
            let eighths = i128::from((*value).max(0)) * whole / i128::from(most);
            usize::try_from(eighths).unwrap_or(0).max(usize::from(*value > 0))
        })
        .collect();
    (0..height)
        .map(|row| {
            let under = (height - 1 - row) * 8;
            let cell = |eighths: &usize| {
                let part = eighths.saturating_sub(under).min(8);
                let block = if theme.ascii {
                    if part >= 4 || (part > 0 && under == 0) { '#' } else { ' ' }
                } else {
                    EIGHTHS[part]
                };
                let bar: String = std::iter::repeat_n(block, wide.saturating_sub(2).max(1)).collect();
                format!("{bar:>wide$}")
            };
            heights.iter().map(cell).collect::<String>().trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_fills_the_height_and_the_least_is_seen() {
        let rows = columns(&[100, 50, 1, 0, -5], 4, 2, Theme::default());
        assert_eq!(rows, ["  ██", "  ██  ██  ▁▁"]);
        assert_eq!(columns(&[100, 50, 1, 0, -5], 4, 2, Theme::ascii()), ["  ##", "  ##  ##  ##"]);
        assert_eq!(columns(&[], 4, 2, Theme::ascii()), ["", ""]);
    }
}
