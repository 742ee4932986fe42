//! The rows that have a word, in little memory: there are millions of them.

/// A row that has a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Posting {
    /// The index of the row.
    pub row: u32,
    /// How often the row has the word, up to 255.
    pub count: u8,
}

/// Postings in the order of their rows. All but the last are held as steps from row to row, in groups of 7 bits, lowest
/// first (LEB128), each with a bit that says whether a count follows which is not 1.
#[derive(Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// The row of the last posting in the bytes.
    row: u32,
    last: Posting,
    len: usize,
}

const GROUP_BITS: u32 = 7;

/// The bit of a byte after which more groups follow.
const MORE: u8 = 1 << GROUP_BITS;

impl Postings {
    /// Adds an occurrence in a row, which is the last one or comes after it.
    pub(super) fn add(&mut self, row: u32) {
        if self.len > 0 && self.last.row == row {
            self.last.count = self.last.count.saturating_add(1);
        } else {
            self.push(Posting { row, count: 1 });
        }
    }

    /// Adds a posting, whose row comes after all others.
    pub(super) fn push(&mut self, posting: Posting) {
        if self.len > 0 {
            self.write_last();
        }
        self.last = posting;
        self.len += 1;
    }

    fn write_last(&mut self) {
        let Posting { row, count } = self.last;
        let mut rest = u64::from(row - self.row) << 1 | u64::from(count != 1);
        while rest >= u64::from(MORE) {
            self.bytes.push(rest.to_le_bytes()[0] | MORE);
            rest >>= GROUP_BITS;
        }
        self.bytes.push(rest.to_le_bytes()[0]);
        if count != 1 {
            self.bytes.push(count);
        }
        self.row = row;
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Gives back memory that is held for more postings.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// All postings, in the order of their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = Posting> {
        let last = (self.len > 0).then_some(self.last);
        Written { bytes: self.bytes.iter(), row: 0 }.chain(last)
    }
}

/// The postings in the bytes.
struct Written<'a> {
    bytes: std::slice::Iter<'a, u8>,
    row: u32,
}

impl Iterator for Written<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        let mut value = 0;
        let mut shift = 0;
        loop {
            let byte = *self.bytes.next()?;
            value |= u64::from(byte & !MORE) << shift;
            shift += GROUP_BITS;
            if byte & MORE == 0 {
                break;
            }
        }
        self.row += u32::try_from(value >> 1).ok()?;
        let count = if value & 1 == 1 { *self.bytes.next()? } else { 1 };
        Some(Posting { row: self.row, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_come_back_as_they_were_added() {
        let mut postings = Postings::default();
        assert_eq!(postings.iter().count(), 0);
        let rows = [(0, 1), (1, 3), (64, 1), (65, 2), (20_000, 1), (u32::MAX - 1, 300), (u32::MAX, 1)];
        for (row, times) in rows {
            (0..times).for_each(|_| postings.add(row));
        }
        postings.shrink();
        let wanted = rows.map(|(row, times)| Posting { row, count: u8::try_from(times).unwrap_or(u8::MAX) });
        assert_eq!(postings.iter().collect::<Vec<_>>(), wanted);
        assert_eq!(postings.len(), wanted.len());
    }
}
