/// Dated snapshots of one account and region in a directory, as `capture --output DIR/` leaves them: the newest counts.
struct SnapshotVersions {
    /// The snapshots that newer ones stand for.
    let older: Set<String>

    /// Looks at the files that say they are snapshots.
    init(_ files: [String]) throws(ReadError) {
        var newest: [[String]: String] = [:]
        var all: [(path: String, sources: [(scope: [String], captured: String)])] = []
        for path in files {
            guard let sources = try OpenFile.reading(path, marked: "\"sgscope\"", Self.sources) else { continue }
            all.append((path, sources))
            for source in sources { newest[source.scope] = max(newest[source.scope] ?? "", source.captured) }
        }
        older = Set(
            all.filter { file in file.sources.allSatisfy { newest[$0.scope] != $0.captured } }.map(\.path))
    }

    private static func sources(of root: JSONValue) throws(JSONFault) -> [(scope: [String], captured: String)]? {
        guard SnapshotReader.matches(root) else { return nil }
        let sources = try root.elements("sources").compactMap { source -> (scope: [String], captured: String)? in
            guard let captured = try? source.text("captured")?.string else { return nil }
            let scope = [try? source.text("account")?.string, try? source.text("region")?.string].map { ($0 ?? nil) ?? "" }
            return (scope, captured)
        }
        return sources.isEmpty ? nil : sources
    }
}
