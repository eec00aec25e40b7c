/// Texts that tell of security groups in a form that is for people or for another program: what they are, and what gives a form that
/// can be read.
enum ForeignText {
    /// What a text is that begins so; nil where it is none of these.
    static func problem(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> ReadError.Problem? {
        let start = String(decoding: text, as: UTF8.self)
        if isPython(start) {
            return .notReadYet(
                what: "what Python prints of an answer",
                instead: "print json.dumps(answer, default=str), or give the output of aws")
        }
        guard let first = start.first, first != "{", first != "[" else { return nil }
        let lines = start.split(whereSeparator: \.isNewline).prefix(80).map { plain($0) }
        guard let head = lines.first(where: { !$0.isEmpty }) else { return nil }
        if isTable(lines) { return .notReadYet(what: "a table for people", instead: "give --output json") }
        if isListOfFields(head) { return .notReadYet(what: "what aws prints with --output text", instead: "give --output json") }
        if lines.contains(where: isOfPlan) {
            return .notReadYet(
                what: "what terraform prints of a plan for people",
                instead: "give terraform show -json PLANFILE, where plan -out=PLANFILE wrote it")
        }
        if isOfShow(lines) {
            return .notReadYet(what: "what terraform show prints for people", instead: "give terraform show -json")
        }
        if lines.contains(where: isCode) {
            return .notReadYet(what: code.what, instead: code.instead)
        }
        return nil
    }

    /// Code of Terraform, in its own form or as JSON.
    static let code = (
        what: "code of Terraform or OpenTofu",
        instead: "give what it comes to: terraform show -json, of the state or of a plan, or terraform.tfstate"
    )

    /// "{'SecurityGroups': [...": single quotation marks where JSON has double ones.
    private static func isPython(_ text: String) -> Bool {
        let rest = text.drop { $0 == "{" || $0 == "[" || $0.isWhitespace }
        return rest.startIndex != text.startIndex && rest.hasPrefix("'")
    }

    /// A line without what colours it.
    private static func plain(_ line: Substring) -> String {
        guard line.contains("\u{1B}") else { return String(line) }
        return String(line.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: ""))
    }

    /// "-----" or "+---+", then a line that begins with a bar.
    private static func isTable(_ lines: [String]) -> Bool {
        guard let first = lines.first, first.count >= 5, first.allSatisfy({ $0 == "-" || $0 == "+" }) else { return false }
        return lines.dropFirst().first?.hasPrefix("|") ?? false
    }

    /// "SECURITYGROUPS\tdefault VPC security group\tsg-...".
    private static func isListOfFields(_ line: String) -> Bool {
        guard let tab = line.firstIndex(of: "\t") else { return false }
        let name = line[..<tab]
        return name.count >= 4 && name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    }

    private static let planMarks = [
        "Terraform used the selected providers", "OpenTofu used the selected providers", "Terraform will perform the following",
        "OpenTofu will perform the following", "An execution plan has been generated", "Refreshing Terraform state",
        "Note: Objects have changed outside of", "No changes. Your infrastructure matches",
        "No changes. Infrastructure is up-to-date",
        "Terraform planned the following actions",
    ]

    private static func isOfPlan(_ line: String) -> Bool {
        let rest = line.drop { $0 == " " || $0 == "│" }
        if planMarks.contains(where: rest.hasPrefix) { return true }
        // "aws_security_group.web: Refreshing state... [id=sg-0123]"
        guard let colon = rest.firstRange(of: ": ") else { return false }
        let done = rest[colon.upperBound...]
        return rest[..<colon.lowerBound].contains(".")
            && ["Refreshing state...", "Reading...", "Read complete after"].contains { done.hasPrefix($0) }
    }

    /// "# aws_security_group.web:", then the resource.
    private static func isOfShow(_ lines: [String]) -> Bool {
        guard let place = lines.firstIndex(where: { !$0.isEmpty }) else { return false }
        let head = lines[place]
        guard head.hasPrefix("# "), head.hasSuffix(":"), head.contains("."), lines.indices.contains(place + 1) else {
            return false
        }
        return lines[place + 1].hasPrefix("resource \"") || lines[place + 1].hasPrefix("data \"")
    }

    static let blocks: Set<Substring> = [
        "resource", "data", "module", "variable", "provider", "terraform", "locals", "output", "import", "moved", "removed",
    ]

    /// "resource \"aws_security_group\" \"web\" {".
    private static func isCode(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        guard let first = words.first, blocks.contains(first), let last = words.last, line.first?.isWhitespace == false else {
            return false
        }
        let labels = words.dropFirst().dropLast()
        return (last == "{" || last == "{}") && labels.allSatisfy { $0.hasPrefix("\"") && $0.hasSuffix("\"") && $0.count > 1 }
    }
}
