//! A question: a box over the panes. In front of a doubtful link it shows first where that leads.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::LineWriter;
use crate::app::{PendingOpen, Question, layout, messages};
use crate::config::theme::Theme;
use crate::model::LinkWarning;
use crate::text::{cells, line_break::break_runs};

/// The maximum width of the box, in cells.
const WIDEST: u16 = 100;

/// The minimum width of its text, so that the explanation has few lines.
const NARROWEST: usize = 44;

/// Mail addresses that are shown one by one.
const MAX_ADDRESSES: usize = 8;

pub(super) fn draw(theme: &Theme, question: &Question, body: Rect, buffer: &mut Buffer) {
    let (title, targets, doubt) = match question {
        Question::Open(PendingOpen { warning, .. }) => {
            (messages::question(warning), targets(warning), messages::doubt(warning).unwrap_or_default())
        }
        Question::MarkAllRead(count) => (messages::MARK_ALL_READ, vec![messages::unread_posts(*count)], String::new()),
    };
    let widest = targets.iter().map(|target| cells(target)).max().unwrap_or_default().max(NARROWEST);
    let width = u16::try_from(widest + 4).unwrap_or(u16::MAX).min(WIDEST).min(body.width);
    let room = usize::from(width.saturating_sub(4)).max(1);
    let doubt: Vec<String> = break_runs([(doubt.as_str(), ())], room).into_iter().flatten().map(|run| run.0).collect();
    let lines = targets.iter().map(|target| (cut_middle(target, room), theme.key));
    let lines: Vec<_> = lines.chain(doubt.into_iter().map(|line| (line, theme.error))).collect();
    // A box of one line has room for its border.
    let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).max(5).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
    Clear.render(area, buffer);
    if layout::has_border(area) {
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border_focused);
        border.title(format!(" {title} ")).render(area, buffer);
    }
    let inner = layout::inner(area);
    for (y, (line, style)) in (inner.y..inner.y + inner.height).zip(lines) {
        let mut writer = LineWriter::new(buffer, Rect { y, height: 1, ..inner });
        writer.text(if usize::from(inner.width) > room { " " } else { "" }, style);
        writer.text(&line, style);
    }
}

/// Where the link leads: its host, or the addresses that the mail goes to.
fn targets(warning: &LinkWarning) -> Vec<String> {
    match warning {
        LinkWarning::Mail(addresses) if addresses.is_empty() => vec![messages::NO_RECIPIENT.to_owned()],
        LinkWarning::Mail(addresses) => {
            let mut lines: Vec<String> =
                addresses.iter().take(MAX_ADDRESSES).map(|(field, address)| format!("{field}: {address}")).collect();
            if addresses.len() > MAX_ADDRESSES {
                lines.push(messages::more_addresses(addresses.len() - MAX_ADDRESSES));
            }
            lines
        }
        LinkWarning::Credentials(host) | LinkWarning::OtherLetters(host) | LinkWarning::OtherHost { host, .. } => {
            vec![host.to_string()]
        }
    }
}

/// Shortens a text in the middle. Most of what stays is the end, which says whose a host is.
fn cut_middle(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let (head, tail) = (room / 4, room - room / 4 - 1);
    let mut end = text.len();
    for (at, _) in text.char_indices().rev() {
        if cells(&text[at..]) > tail {
            break;
        }
        end = at;
    }
    let mut start = 0;
    for at in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
        if cells(&text[..at]) > head {
            break;
        }
        start = at;
    }
    format!("{}…{}", &text[..start], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_text_stays() {
        assert_eq!(cut_middle("paypal.com.login.evil.example", 20), "paypa…n.evil.example");
        assert_eq!(cut_middle("paypal.com", 10), "paypal.com");
        assert_eq!(cut_middle("端末端末端末", 6), "…端末");
        assert_eq!(cut_middle("paypal.com", 1), "…");
    }
}
