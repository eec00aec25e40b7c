import Notes
import Text

/// A check as JUnit XML, the form that build servers read: a suite for each part, a case for each documented fact.
///
/// The dialect is the common one of Jenkins and GitLab: https://github.com/testmoapp/junitxml
public struct CheckJUnit: Sendable {
    private let result: CheckResult
    private let words: CheckWords

    /// The XML of a check.
    public init(_ result: CheckResult) {
        self.result = result
        words = CheckWords(result.annotations)
    }

    private struct Case {
        var name: String
        var location: NotesLocation?
        /// What is wrong; nil where nothing is.
        var failure: String?
        var kind = "differs"
    }

    /// The whole document.
    public var text: String {
        let suites = [
            ("documented flows", flows), ("documented inbound", columns(result.inbound)),
            ("documented outbound", columns(result.outbound)), ("undocumented flows", undocumented),
        ]
        let all = suites.flatMap(\.1)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text +=
            "<testsuites name=\"sgscope check\" tests=\"\(all.count)\" failures=\"\(all.count { $0.failure != nil })\" errors=\"0\">\n"
        for (name, cases) in suites { text += suite(name, cases) }
        return text + "</testsuites>\n"
    }

    private var flows: [Case] {
        result.flows.map { finding in
            let documented = finding.flow.isAllowed ? "allowed" : "denied"
            return Case(
                name: "\(words.flow(finding.flow)) is \(documented)", location: finding.flow.location,
                failure: finding.status == .holds ? nil : words.message(finding), kind: finding.status.rawValue)
        }
    }

    private func columns(_ findings: [ColumnFinding]) -> [Case] {
        findings.map { finding in
            Case(
                name: "\(words.column(finding)) is \(finding.documented)", location: finding.location,
                failure: finding.status == .holds ? nil : words.message(finding), kind: finding.status.rawValue)
        }
    }

    private var undocumented: [Case] {
        guard result.documentsFlows else { return [] }
        if result.undocumented.isEmpty { return [Case(name: "every permitted flow is documented")] }
        return result.undocumented.map { flow in
            Case(name: "\(words.flow(flow)) is documented", failure: words.message(flow), kind: "undocumented")
        }
    }

    private func suite(_ name: String, _ cases: [Case]) -> String {
        let failures = cases.count { $0.failure != nil }
        let file = result.annotations.notes?.file ?? ""
        var text =
            "  <testsuite name=\"\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\">\n"
        for one in cases {
            var attributes = "classname=\"sgscope.\(name.replacing(" ", with: "-"))\" name=\"\(EscapedText.xml(one.name))\""
            if !file.isEmpty, let location = one.location {
                attributes += " file=\"\(EscapedText.xml(file))\" line=\"\(location.line)\""
            }
            guard let failure = one.failure else {
                text += "    <testcase \(attributes)/>\n"
                continue
            }
            let message = EscapedText.xml(failure)
            text += "    <testcase \(attributes)>\n"
            text += "      <failure message=\"\(message)\" type=\"\(one.kind)\">\(message)</failure>\n"
            text += "    </testcase>\n"
        }
        return text + "  </testsuite>\n"
    }
}
