//! A question: a box over the panes. In front of a doubtful link it shows first where that leads.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Widget};

use super::{LineWriter, clear};
use crate::app::{PendingOpen, Question, messages};
use crate::config::theme::Theme;
use crate::model::LinkWarning;
use crate::text::{cells, line_break::break_line};

/// The minimum width of its text, so that the explanation has few lines.
const NARROWEST: usize = 44;

/// Columns that a border needs.
const MIN_WITH_BORDER: u16 = 24;

/// Mail addresses that are shown one by one.
const MAX_ADDRESSES: usize = 8;

pub(super) fn draw(theme: &Theme, question: &Question, body: Rect, buffer: &mut Buffer) {
    let (area, title, lines) = lay_out(question, body);
    clear(theme, area, buffer);
    let inner = inner(area);
    if inner != area {
        let border = Block::bordered().border_type(BorderType::Rounded).border_style(theme.border_focused);
        border.title(format!(" {title} ")).render(area, buffer);
    }
    for (y, (line, is_doubt)) in (inner.y..inner.y + inner.height).zip(lines) {
        let style = if is_doubt { theme.error } else { theme.key };
        let mut writer = LineWriter::new(buffer, Rect { y, height: 1, ..inner });
        writer.text(if area.width > 4 { " " } else { "" }, style);
        writer.text(&line, style);
    }
}

/// A box without its border. It has one even if it has a single line.
fn inner(area: Rect) -> Rect {
    if area.width < MIN_WITH_BORDER || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}

/// The box of a question.
pub(super) fn area(question: &Question, body: Rect) -> Rect {
    lay_out(question, body).0
}

/// The box of a question, its title, and its lines: where the link leads, and the doubts about it.
fn lay_out(question: &Question, body: Rect) -> (Rect, &'static str, Vec<(String, bool)>) {
    let (title, targets, doubt) = match question {
        Question::Open(PendingOpen { warning, .. }) => {
            (messages::question(warning), targets(warning), messages::doubt(warning).unwrap_or_default())
        }
        Question::ReplaceFile(request) => (messages::REPLACE_FILE, vec![request.name().to_string()], String::new()),
        Question::MarkAllRead(posts) => {
            (messages::MARK_ALL_READ, vec![messages::unread_posts(posts.len())], String::new())
        }
        Question::DeleteSearch(name) => (messages::DELETE_SEARCH, vec![name.to_string()], String::new()),
    };
    let widest = targets.iter().map(|target| cells(target)).max().unwrap_or_default().max(NARROWEST);
    let width = u16::try_from(widest + 4).unwrap_or(u16::MAX).min(body.width);
    let room = usize::from(width.saturating_sub(4)).max(1);
    let doubt = break_line(&doubt, room);
    let mut lines: Vec<String> = targets.iter().flat_map(|target| host_lines(target, room)).collect();
    if lines.len() + doubt.len() + 2 > usize::from(body.height) {
        // No room for all of them: each gets one line.
        lines = targets.iter().map(|target| cut_middle(target, room)).collect();
    }
    let height = u16::try_from(lines.len() + doubt.len() + 2).unwrap_or(u16::MAX).min(body.height);
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
    let lines = lines.into_iter().map(|line| (line, false));
    (area, title, lines.chain(doubt.into_iter().map(|line| (line, true))).collect())
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

/// Breaks a host or mail address into lines, if it can at its dots. The last line is full: it says whose the host is.
fn host_lines(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while cells(rest) > room {
        let fits = |at: &usize| cells(&rest[*at..]) <= room;
        let Some(start) = rest.char_indices().map(|(at, _)| at).find(fits) else { break };
        let is_end = |at: &usize| rest[..*at].ends_with(['.', '@', ' ']);
        let at = (start..rest.len()).filter(|at| rest.is_char_boundary(*at)).find(is_end).unwrap_or(start);
        lines.push(rest[at..].to_owned());
        rest = &rest[..at];
    }
    lines.push(rest.to_owned());
    lines.reverse();
    lines
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
    fn a_long_host_is_broken_at_its_dots() {
        assert_eq!(host_lines("paypal.com", 10), ["paypal.com"]);
        assert_eq!(host_lines("paypal.com.login.evil.example", 16), ["paypal.", "com.login.", "evil.example"]);
        assert_eq!(host_lines("to: jo@login.evil.example", 20), ["to: jo@", "login.evil.example"]);
        assert_eq!(host_lines("paypal", 4), ["pa", "ypal"]);
        assert_eq!(host_lines("端末", 1), ["端末"]);
    }

    #[test]
    fn the_end_of_a_long_text_stays() {
        assert_eq!(cut_middle("paypal.com.login.evil.example", 20), "paypa…n.evil.example");
        assert_eq!(cut_middle("paypal.com", 10), "paypal.com");
        assert_eq!(cut_middle("端末端末端末", 6), "…端末");
        assert_eq!(cut_middle("paypal.com", 1), "…");
    }
}
