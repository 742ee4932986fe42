//! Keys in, screen out: the real state and the real views on a test backend.

/// Types keys into a session and compares the whole screen with the snapshot of that name.
macro_rules! snap {
    ($name:literal, $session:expr, $keys:literal) => {
        insta::assert_snapshot!($name, $session.keys($keys).screen())
    };
}

mod any_keys;
mod behaviour;
mod changes;
mod code;
mod command_line;
mod disk;
mod doubts;
mod exporting;
mod fetching;
mod following;
mod grouping;
mod guidance;
mod hands;
mod images;
mod index;
mod insight;
mod keys;
mod newcomer;
mod pictures;
mod popups;
mod posts;
mod queries;
mod references;
mod searching;
mod second_newcomer;
mod sections;
mod session;
mod sharing;
mod themes;
mod timeline;
mod trends;
