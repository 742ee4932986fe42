//! What the system says of a process.

use rustix::process::Pid;

use super::wait_until;

/// A process as `/proc` has it.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    /// `R` runs, `S` sleeps, `T` is stopped, `Z` has ended.
    pub state: char,
    /// Time on the processor, in hundredths of a second.
    pub ticks: u64,
}

impl Process {
    /// None where there is no such process any more.
    pub fn of(pid: Pid) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name before may hold blanks and brackets.
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        let number = |nth: usize| fields.get(nth)?.parse::<u64>().ok();
        Some(Self { state: fields.first()?.chars().next()?, ticks: number(11)? + number(12)? })
    }

    pub fn is_over(process: Option<Self>) -> bool {
        process.is_none_or(|process| matches!(process.state, 'Z' | 'X'))
    }
}

/// Waits until a process is stopped, as by Ctrl-Z.
#[track_caller]
pub fn wait_until_stopped(pid: Pid) {
    wait_until("the program stopped", || Process::of(pid).is_some_and(|process| process.state == 'T'));
}
