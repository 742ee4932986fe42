//! A text as it is compared: its letters in order, what is between them, and what is counted apart.

/// What separates a letter from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing but marks: `twenty-one`.
    #[default]
    None,
    /// A blank.
    Blank,
    /// A line break that is meant.
    Line,
    /// The boundary of a paragraph, an item, a cell.
    Block,
}

/// A letter or digit.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    pub char: char,
    /// What is in front of it.
    pub gap: Gap,
    /// Its offset in the whole text.
    at: usize,
}

/// A text.
#[derive(Debug, Default)]
pub struct Text {
    pub letters: Vec<Letter>,
    /// The letters with all marks between them, to look at.
    whole: String,
    /// The text that is not code, in which marks are looked for.
    pub prose: String,
    pub links: Vec<String>,
    pub headings: Vec<String>,
    pub code: Vec<String>,
    pending: Gap,
}

impl Text {
    /// Adds prose.
    pub fn add(&mut self, text: &str) {
        self.prose.push_str(text);
        self.add_letters(text);
    }

    /// Adds code within a line.
    pub fn add_code(&mut self, text: &str) {
        self.prose.push('`');
        self.add_letters(text);
    }

    /// Adds a line of code.
    pub fn add_code_line(&mut self, line: &str) {
        self.gap(Gap::Line);
        self.add_code(line);
        self.gap(Gap::Line);
        self.code.push(line.trim_end().to_owned());
    }

    fn add_letters(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_alphanumeric() {
                self.letters.push(Letter { char: c, gap: std::mem::take(&mut self.pending), at: self.whole.len() });
            } else if c.is_whitespace() {
                self.pending = self.pending.max(Gap::Blank);
            }
            self.whole.push(c);
        }
    }

    /// Separates what was added from what follows.
    pub fn gap(&mut self, gap: Gap) {
        self.pending = self.pending.max(gap);
        let sign = match gap {
            Gap::None => "",
            Gap::Blank => " ",
            Gap::Line => "⏎",
            Gap::Block => "¶",
        };
        if !self.whole.ends_with(sign) {
            self.whole.push_str(sign);
            self.prose.push('\n');
        }
    }

    /// Adds what another text has.
    pub fn append(&mut self, other: Self) {
        self.gap(Gap::Block);
        for letter in other.letters {
            let gap = letter.gap.max(std::mem::take(&mut self.pending));
            self.letters.push(Letter { gap, at: letter.at + self.whole.len(), ..letter });
        }
        self.whole.push_str(&other.whole);
        self.prose.push_str(&other.prose);
        self.links.extend(other.links);
        self.headings.extend(other.headings);
        self.code.extend(other.code);
        self.gap(Gap::Block);
    }

    /// The letters since an index, as one word.
    pub fn letters_from(&self, start: usize) -> String {
        self.letters[start..].iter().map(|letter| letter.char).collect()
    }

    /// The characters since a letter.
    pub fn chars_from(&self, start: usize) -> usize {
        self.letters.get(start).map_or(0, |letter| self.whole[letter.at..].trim_end_matches('¶').chars().count())
    }

    /// The letters of the first block.
    pub fn first_block(&self) -> String {
        self.letters[..self.first_block_len()].iter().map(|letter| letter.char).collect()
    }

    fn first_block_len(&self) -> usize {
        let next = self.letters.iter().skip(1).position(|letter| letter.gap == Gap::Block);
        next.map_or(self.letters.len(), |at| at + 1)
    }

    /// Drops the first block.
    pub fn drop_first_block(&mut self) {
        let first = self.first_block();
        self.letters.drain(..self.first_block_len());
        if self.headings.first() == Some(&first) {
            self.headings.remove(0);
        }
    }

    /// The text from one letter up to another, with what is around it.
    pub fn sample(&self, start: usize, end: usize) -> String {
        const AROUND: usize = 40;
        let offset = |at: usize| self.letters.get(at).map_or(self.whole.len(), |letter| letter.at);
        let from = offset(start.saturating_sub(AROUND));
        let to = offset(end.saturating_add(AROUND));
        let (start, end) = (offset(start), offset(end));
        let middle: String = self.whole[start..end].chars().take(300).collect();
        format!("{}⟦{middle}⟧{}", &self.whole[from..start], &self.whole[end..to]).replace('\n', "⏎")
    }
}

/// The letters and digits of a text.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
