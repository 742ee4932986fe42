//! The time, under any clock.

use std::time::SystemTime;

use jiff::Timestamp;

/// The time now; the last moment of the year 9999 if the clock is beyond it.
pub(super) fn now() -> Timestamp {
    timestamp(SystemTime::now())
}

fn timestamp(time: SystemTime) -> Timestamp {
    Timestamp::try_from(time).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_beyond_the_year_9999_has_a_time() {
        let time = |seconds| timestamp(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(time(1_700_000_000).to_string(), "2023-11-14T22:13:20Z");
        assert_eq!(time(400_000_000_000), Timestamp::MAX);
    }
}
