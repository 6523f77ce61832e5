//! The time of the day; how long ago and how long are in `towline_words`.

/// The time of the day, in UTC.
pub(crate) fn clock(at: f64) -> String {
    match jiff::Timestamp::from_millisecond((at * 1000.0) as i64) {
        Ok(time) => time.strftime("%H:%M:%S").to_string(),
        Err(_) => "??:??:??".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_the_day_is_exact_to_the_second() {
        assert_eq!(clock(1_795_729_669.25), "21:47:49");
    }
}
