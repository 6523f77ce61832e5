//! Test reports in both formats, and hostile files.

use super::*;

fn read(format: ReportFormat, text: &str) -> (Collector, Result<(), ReportError>) {
    let mut collector = Collector::default();
    let result = collector.read(format, "report.xml", text.as_bytes());
    (collector, result)
}

#[test]
fn junit_cases_are_counted_and_named() {
    let (collector, result) = read(
        ReportFormat::JunitXml,
        r#"<?xml version="1.0"?><testsuites><testsuite name="outer"><testsuite name="inner" tests="99">
        <testcase name="pass" classname="C" time="1,000.5"/>
        <testcase name="fail"><failure message="a &lt; b">at line 1</failure></testcase>
        <testcase name="error"><failure message="f"/><error><![CDATA[boom <x>]]></error></testcase>
        <testcase name="skip"><skipped/></testcase>
        <testcase name="notrun" status="notrun"/>
        </testsuite></testsuite></testsuites>"#,
    );
    result.unwrap();
    assert_eq!(collector.counts(), [1, 1, 1, 2, 0]);
    assert_eq!(collector.duration(), 1_000_500_000_000);
    assert!(collector.failed() && !collector.truncated());
    let cases = collector.into_cases();
    assert_eq!(cases[0].message, "a < b\nat line 1");
    assert_eq!(cases[0].prefix, "inner");
    assert_eq!(cases[1].message, "boom <x>");
    assert_eq!(
        (cases[2].prefix.as_str(), cases[2].suite.as_str()),
        ("C", "inner")
    );
}

#[test]
fn the_cut_keeps_every_failure() {
    let mut text = String::from("<testsuite name='s'>");
    for n in 0..600 {
        let inner = if n % 60 == 59 { "<failure/>" } else { "" };
        text += &format!("<testcase name='t{n}'>{inner}</testcase>");
    }
    let (collector, result) = read(ReportFormat::JunitXml, &(text + "</testsuite>"));
    result.unwrap();
    assert_eq!((collector.total(), collector.truncated()), (600, true));
    let cases = collector.into_cases();
    assert_eq!(cases.len(), KEPT);
    assert_eq!(
        cases.iter().filter(|c| c.status == Status::Failed).count(),
        10
    );
}

#[test]
fn testng_methods_are_read() {
    let (collector, result) = read(
        ReportFormat::TestNgXml,
        r#"<testng-results><suite name="S"><test name="T"><class name="pkg.C">
        <test-method name="setUp" is-config="true" status="PASS" duration-ms="5"/>
        <test-method name="ok" status="PASS" duration-ms="12"/>
        <test-method name="bad" status="FAIL"><params><param index="0"><value>x</value></param></params>
          <exception><message>no</message><full-stacktrace>trace</full-stacktrace></exception></test-method>
        </class></test></suite></testng-results>"#,
    );
    result.unwrap();
    assert_eq!(collector.counts(), [1, 1, 0, 0, 0]);
    assert_eq!(collector.duration(), 12_000_000);
    let cases = collector.into_cases();
    assert_eq!(
        (cases[0].name.as_str(), cases[0].message.as_str()),
        ("bad(x)", "no")
    );
    assert_eq!(
        (cases[0].prefix.as_str(), cases[0].suite.as_str()),
        ("pkg.C", "T")
    );
}

#[test]
fn hostile_files_are_refused() {
    let (_, deep) = read(ReportFormat::JunitXml, &"<testsuite>".repeat(100));
    assert!(matches!(deep, Err(ReportError::Depth(_))));
    let (_, other) = read(ReportFormat::JunitXml, "<html></html>");
    assert!(matches!(other, Err(ReportError::Root { .. })));
    let (_, broken) = read(ReportFormat::JunitXml, "<testsuite><testcase></testsuite>");
    assert!(matches!(broken, Err(ReportError::Xml { .. })));
    let (_, open) = read(ReportFormat::JunitXml, "<testsuite>");
    assert!(matches!(open, Err(ReportError::Xml { .. })));
}

#[test]
fn entities_are_not_loaded() {
    let text = r#"<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <testsuite name="s"><testcase name="&x;"><failure>&x;</failure></testcase></testsuite>"#;
    let (collector, result) = read(ReportFormat::JunitXml, text);
    result.unwrap();
    let case = &collector.into_cases()[0];
    assert_eq!((case.name.as_str(), case.message.as_str()), ("&x;", "&x;"));
}
