//! What a terminal sends for keys and mouse.

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const CTRL_C: &str = "\x03";
pub const CTRL_Z: &str = "\x1a";

/// A press of the left button at a row and column counted from 0, as xterm tells it in its SGR mode.
pub fn click((row, column): (u16, u16)) -> String {
    mouse(0, row, column) + &mouse(0, row, column).replace('M', "m")
}

/// One step of the wheel towards the user.
pub fn wheel_down((row, column): (u16, u16)) -> String {
    mouse(65, row, column)
}

/// One step of the wheel away from the user.
pub fn wheel_up((row, column): (u16, u16)) -> String {
    mouse(64, row, column)
}

fn mouse(button: u8, row: u16, column: u16) -> String {
    format!("\x1b[<{button};{};{}M", column + 1, row + 1)
}
