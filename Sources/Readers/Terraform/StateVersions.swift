/// Several versions of one Terraform state in a directory, such as a state and its backup: the one with the highest serial counts.
struct StateVersions {
    private var newest: [String: String] = [:]

    /// Looks at the files that say they are states.
    init(_ files: [String]) throws(ReadError) {
        var best: [String: (path: String, serial: Int)] = [:]
        var lineages: [String: String] = [:]
        for path in files {
            let version = try OpenFile.reading(path, marked: "\"lineage\"") { root in
                try root.text("lineage").map { (lineage: $0.string, serial: try root.required("serial").integer()) }
            }
            guard let (lineage, serial) = version else { continue }
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
}
