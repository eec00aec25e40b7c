import Notes
import Text

/// A line that accepts a finding, put into a notes file: nothing else of the file changes.
public struct NotesAcceptance: Sendable {
    /// The line: `- {finding: open-egress, group: web, reason: ...}`.
    let line: String

    /// An acceptance; `line` is what stands below `audit: exceptions:`, without its indent.
    public init(line: String) { self.line = line }

    /// Why a file takes no line.
    public enum Fault: Error, Hashable, Sendable {
        /// It is not read as notes, for this reason.
        case unreadable(String)
        /// It is written in a way into which no line fits, such as JSON.
        case unfit
    }

    /// The bytes of a file with the line in it, as the first of the exceptions that are there; at its end where there are none.
    ///
    /// What comes out is read again, and has to be what was there with one exception more. Throws where it is not.
    public func inserted(into bytes: [UInt8], file: String) throws(Fault) -> [UInt8] {
        let before = try Self.read(bytes, file)
        let text = String(decoding: bytes, as: UTF8.self)
        guard Array(text.utf8) == bytes else { throw .unfit }
        for candidate in candidates(text) {
            guard let after = try? Self.read(Array(candidate.utf8), file), isSame(before, after) else { continue }
            return Array(candidate.utf8)
        }
        throw .unfit
    }

    private static func read(_ bytes: [UInt8], _ file: String) throws(Fault) -> Notes {
        do { return try NotesReader().read(bytes, from: file) } catch { throw .unreadable("\(error)") }
    }

    /// The ways in which the line may be put in.
    private func candidates(_ text: String) -> [String] {
        if line.contains(where: \.isNewline) { return [] }
        // Both are one character.
        let end: Character = text.contains("\r\n") ? "\r\n" : "\n"
        var lines = text.split(separator: end, omittingEmptySubsequences: false).map(String.init)
        func bare(_ line: String) -> String { String(line.prefix { $0 != "#" }).trimmed }
        var made: [String] = []
        if let audit = lines.firstIndex(where: { bare($0) == "audit:" && $0.first == "a" }) {
            let below = lines[(audit + 1)...].prefix { $0.first.map { " #\r\t".contains($0) } ?? true }
            if let head = below.indices.first(where: { bare(lines[$0]) == "exceptions:" }) {
                let own = lines[head].prefix { $0 == " " }.count
                let first = lines[(head + 1)...].first { !bare($0).isEmpty }
                let indent = first.map { $0.prefix { $0 == " " }.count } ?? own + 2
                let wanted = first.map { bare($0).hasPrefix("-") && indent >= own } == true ? indent : own + 2
                var put = lines
                put.insert(String(repeating: " ", count: wanted) + line, at: head + 1)
                made.append(put.joined(separator: String(end)))
            } else {
                var put = lines
                put.insert(contentsOf: ["  exceptions:", "    " + line], at: audit + 1)
                made.append(put.joined(separator: String(end)))
            }
        } else {
            while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
            let added = ["", "audit:", "  exceptions:", "    " + line]
            made.append((lines + added + [""]).joined(separator: String(end)))
        }
        return made
    }

    /// Whether two notes differ by one exception alone.
    private func isSame(_ before: Notes, _ after: Notes) -> Bool {
        func bare(_ exception: AuditException) -> AuditException {
            var bare = exception
            bare.location = nil
            return bare
        }
        let (old, new) = (before.exceptions.map(bare), after.exceptions.map(bare))
        guard new.count == old.count + 1 else { return false }
        let isInserted = new.indices.contains { place in
            var rest = new
            rest.remove(at: place)
            return rest == old
        }
        return isInserted && before.flows.count == after.flows.count && before.groups.count == after.groups.count
            && before.walkthrough.count == after.walkthrough.count && before.decisions.count == after.decisions.count
            && before.environment == after.environment
    }
}
