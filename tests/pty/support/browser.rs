//! Browsers: shell scripts that note down what they are given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::setup::{Setup, while_nothing_starts};
use super::wait_until;

/// A browser that notes down each of its starts.
pub struct Browser {
    script: PathBuf,
    record: PathBuf,
}

impl Browser {
    /// A browser that only notes its arguments down.
    pub fn new(setup: &Setup) -> Self {
        Self::with_script(setup, "")
    }

    /// A browser that does something before.
    pub fn with_script(setup: &Setup, before: &str) -> Self {
        let (script, record) = (setup.path("browser"), setup.path("opened"));
        let text = format!("#!/bin/sh\n{before}\nprintf '%s %s\\n' \"$#\" \"$1\" >> '{}'\n", record.display());
        while_nothing_starts(|| {
            fs::write(&script, text).expect("writing a script");
            fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("making a script");
        });
        Self { script, record }
    }

    /// The script's path.
    pub fn path(&self) -> String {
        self.script.display().to_string()
    }

    /// The setting that makes it the browser.
    pub fn setting(&self) -> String {
        format!("browser = \"{}\"\n", self.path())
    }

    /// Waits until it was started as often as there are addresses, and checks that each start had that one address as
    /// its one argument.
    #[track_caller]
    pub fn wait_until_opened(&self, addresses: &[&str]) {
        wait_until("the browser's record", || self.record().lines().count() >= addresses.len());
        let wanted: Vec<String> = addresses.iter().map(|address| format!("1 {address}")).collect();
        let record = self.record();
        assert_eq!(record.lines().collect::<Vec<_>>(), wanted, "count and first of the arguments, start by start");
    }

    /// Whether it was started at all.
    pub fn was_started(&self) -> bool {
        self.record.exists()
    }

    fn record(&self) -> String {
        let text = fs::read_to_string(&self.record).unwrap_or_default();
        // A line that is being written does not count yet.
        text.split_inclusive('\n').filter(|line| line.ends_with('\n')).collect()
    }
}
