extension Snapshot.Source {
    /// What failed, a line for each reason: "aws ec2 describe-vpcs and 3 more (123456789012 us-east-1): no answer".
    public var missingLines: [String] { Snapshot.Missing.lines(missing, account: account, region: region) }
}

extension Snapshot.Missing {
    /// A line for each reason, in the order of their first calls.
    static func lines(_ all: [Snapshot.Missing], account: String?, region: String?) -> [String] {
        let scope = [account, region].compactMap { $0 }.joined(separator: " ")
        var reasons: [String] = []
        for missing in all where !reasons.contains(missing.reason) { reasons.append(missing.reason) }
        return reasons.map { reason in
            let calls = all.filter { $0.reason == reason }
            let first = calls.first.map { "aws \($0.call)" + ($0.id.map { " of \($0)" } ?? "") } ?? ""
            let more = calls.count > 1 ? " and \(calls.count - 1) more" : ""
            return "\(first)\(more)\(scope.isEmpty ? "" : " (\(scope))"): \(reason)"
        }
    }
}
