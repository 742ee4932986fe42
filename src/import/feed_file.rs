//! A feed that is a file.

use super::error::ImportError;
use super::intake::Intake;
use crate::fetch::feed;

/// Imports the posts of a feed.
pub(super) fn import(intake: &mut Intake<'_>, body: &[u8]) -> Result<(), ImportError> {
    let Some(feed) = feed::read(body, intake.base(), None) else {
        return Err(ImportError::damaged("the feed", &"it is no whole RSS, Atom or JSON Feed"));
    };
    for item in &feed.items {
        intake.take(item)?;
    }
    Ok(())
}
