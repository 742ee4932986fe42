//! A search finds every word of a text also where only texts that may match are made.

#![no_main]

#[path = "../../tests/properties/harness.rs"]
mod harness;

libfuzzer_sys::fuzz_target!(|data: &[u8]| harness::prefilter(data));
