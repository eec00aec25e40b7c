/// Several versions of one Terraform state in a directory, such as a state and its backup: the one with the highest serial counts.
struct StateVersions {
    private var newest: [String: String] = [:]

    /// Looks at the files that say they are states.
    init(_ files: [String]) throws(ReadError) {
        var best: [String: (path: String, serial: Int)] = [:]
        var lineages: [String: String] = [:]
        for path in files {
            guard let (lineage, serial) = try Self.version(path) else { continue }
            lineages[path] = lineage
            if let known = best[lineage], known.serial >= serial { continue }
            best[lineage] = (path, serial)
        }
        newest = lineages.compactMapValues { best[$0]?.path }
    }

    /// The file with a newer version of the same state; nil when this is the newest, or no state.
    func newer(than path: String) -> String? {
        guard let best = newest[path], best != path else { return nil }
        return best
    }

    private static func version(_ path: String) throws(ReadError) -> (lineage: String, serial: Int)? {
        let input = InputBytes()
        let file = try OpenFile(path: path)
        try file.head(into: input)
        guard case .json(let mark) = InputText(head: input.bytes), Documents.contains("\"lineage\"", input.bytes) else {
            return nil
        }
        try file.rest(into: input)
        let parser = JSONParser()
        defer { withExtendedLifetime((parser, input)) {} }
        guard let root = try? parser.parse(UnsafeBufferPointer(rebasing: input.bytes.dropFirst(mark))),
            let lineage = try? root.text("lineage"), let serial = try? root.member("serial")?.integer()
        else { return nil }
        return (lineage.string, serial)
    }
}
