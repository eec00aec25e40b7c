import Glibc

/// Writes questions for `why --batch` about the groups of a ``ListingFile``: random pairs, ports that some rules are for.
package enum QuestionFile {
    /// Writes so many; false where the file cannot be written.
    package static func write(_ count: Int, groups: Int, seed: UInt64, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        var random = SeededRandom(seed: seed)
        for _ in 0..<count {
            let (source, destination) = (random.below(groups), random.below(groups))
            let port = random.pick([22, 80, 443, 5432, 6379])
            fputs(
                "{\"source\": \"\(ListingFile.id(source))\", \"destination\": \"\(ListingFile.id(destination))\", "
                    + "\"protocol\": \"tcp\", \"port\": \(port)}\n", file)
        }
        return fclose(file) == 0
    }
}
