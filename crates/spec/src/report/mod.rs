//! Test reports: JUnit.
