//! Any text comes out clean.

#![no_main]

#[path = "../../tests/properties/harness.rs"]
mod harness;

libfuzzer_sys::fuzz_target!(|data: &[u8]| harness::clean(data));
