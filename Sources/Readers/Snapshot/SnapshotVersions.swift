/// Dated snapshots of one account and region in a directory, as `capture --output DIR/` leaves them: the newest counts.
struct SnapshotVersions {
    /// The snapshots that newer ones stand for.
    let older: Set<String>

    /// Looks at the files that say they are snapshots.
    init(_ files: [String]) throws(ReadError) {
        var newest: [[String]: String] = [:]
        var all: [(path: String, sources: [(scope: [String], captured: String)])] = []
        for path in files {
            let sources = try Self.sources(of: path)
            if sources.isEmpty { continue }
            all.append((path, sources))
            for source in sources { newest[source.scope] = max(newest[source.scope] ?? "", source.captured) }
        }
        older = Set(
            all.filter { file in file.sources.allSatisfy { newest[$0.scope] != $0.captured } }.map(\.path))
    }

    private static func sources(of path: String) throws(ReadError) -> [(scope: [String], captured: String)] {
        let input = InputBytes()
        let file = try OpenFile(path: path)
        try file.head(into: input)
        guard case .json(let mark) = InputText(head: input.bytes), Documents.contains("\"sgscope\"", input.bytes) else {
            return []
        }
        try file.rest(into: input)
        let parser = JSONParser()
        defer { withExtendedLifetime((parser, input)) {} }
        guard let root = try? parser.parse(UnsafeBufferPointer(rebasing: input.bytes.dropFirst(mark))),
            SnapshotReader.matches(root), let sources = try? root.elements("sources")
        else { return [] }
        return sources.compactMap { source in
            guard let captured = try? source.text("captured")?.string else { return nil }
            let scope = [try? source.text("account")?.string, try? source.text("region")?.string].map { ($0 ?? nil) ?? "" }
            return (scope, captured)
        }
    }
}
