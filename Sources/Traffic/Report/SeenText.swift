import Text

extension TrafficWords {
    /// What flow logs hold of a question, in one sentence: "seen in 14 days: 1 440 REJECT (sg-ingress), last 11-23 18:30".
    ///
    /// `time` writes a point in time, given in seconds since 1970.
    public func sentence(_ seen: SeenTraffic, _ list: TrafficList, time: (Int) -> String) -> String {
        let span = list.log.span.map { " in \(Self.duration($0.upperBound - $0.lowerBound))" } ?? ""
        let coverage = "\(list.coverage.logged) of \(list.coverage.interfaces) interfaces logged"
        var parts: [String] = []
        if seen.accepted > 0 {
            let silent = seen.unanswered.flatMap { $0 == 0 ? nil : ", \(Self.grouped($0)) of them without a reply" } ?? ""
            parts.append("\(Self.grouped(seen.accepted)) ACCEPT\(silent)")
        }
        if seen.rejected > 0 {
            let reasons = seen.reasons.map(\.rawValue).joined(separator: ", ")
            parts.append("\(Self.grouped(seen.rejected)) REJECT" + (reasons.isEmpty ? "" : " (\(reasons))"))
        }
        if seen.unknown > 0 { parts.append("\(Self.records(seen.unknown)) that may be requests or replies") }
        if parts.isEmpty { return "not seen\(span) (\(coverage))" }
        let last = seen.last.map { "; last \(time($0))" } ?? ""
        let against = seen.against > 0 ? ". \(Self.records(seen.against)) against the rules" : ""
        return "seen\(span): \(parts.joined(separator: ", "))\(last)\(against)"
    }
}
