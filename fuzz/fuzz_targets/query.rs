//! Any text is a query or has a fault with its place, and what it finds is there.

#![no_main]

#[path = "../../tests/properties/harness.rs"]
mod harness;

libfuzzer_sys::fuzz_target!(|data: &[u8]| harness::query::query(data));
