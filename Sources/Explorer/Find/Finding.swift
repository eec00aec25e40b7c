import Documentation
import CoreModel
import Map

/// A group or a box of the map, by everything that it can be found by.
struct Findable: Sendable {
    var subject: MapSubject
    /// Title, id, name, description and tags, lower case, each on a line of its own.
    var text: String

    /// Everything that can be found: the map's boxes by their order, then groups that are not drawn.
    static func all(in inventory: Inventory, names: Names, map: MapGraph) -> [Findable] {
        let subjects = map.subjects + map.unused.map(MapSubject.group)
        return subjects.map { subject in
            var parts = [subject.name(names, inventory)]
            if let group = subject.group {
                let described = inventory[group]
                parts += [inventory[described.id], inventory[described.name], inventory[described.description]]
                parts += described.tags.map { inventory[$0.value] }
            }
            if let end = subject.source, end.prefixList != nil { parts.append(inventory.id(of: end) ?? "") }
            return Findable(subject: subject, text: parts.joined(separator: "\n").lowercased())
        }
    }
}

/// What is looked up with every key of a search: texts, titles, and the beginnings of the words of titles.
struct FindIndex: Sendable {
    /// What stands before every word in `words`.
    static let wordStart = "-"

    let texts: TextIndex
    let titles: TextIndex
    let words: TextIndex
    let lowerTitles: [String]

    init(_ findable: [Findable]) {
        let titles = findable.map { String($0.text.prefix { $0 != "\n" }) }
        texts = TextIndex(findable.lazy.map(\.text))
        self.titles = TextIndex(titles)
        words = TextIndex(titles.lazy.map { Self.wordStart + Self.plain($0) })
        lowerTitles = titles
    }

    /// A text with one sign for all that separates words.
    static func plain(_ text: String) -> String {
        String(text.map { " -_./".contains($0) ? "-" : $0 })
    }
}

/// A search that stands: what was looked for, what was found.
struct FindResult: Sendable {
    var wanted: String
    var hits: [MapSubject]
    /// The hit that is selected.
    var place: Int

    /// The same with other subjects; nil where none is left.
    func mapped(_ change: (MapSubject) -> MapSubject?) -> FindResult? {
        let hits = hits.compactMap(change)
        return hits.isEmpty ? nil : FindResult(wanted: wanted, hits: hits, place: min(place, hits.count - 1))
    }
}

struct FindPrompt: Sendable {
    var editor = LineEditor()
    /// What was selected when it began: Esc goes back there.
    var origin: MapSubject?
    var result: FindResult?
    /// Whether what is found is to be kept as soon as it is known.
    var isKept = false
}

extension ExplorerState {
    /// Whether a search has no hit.
    var hasFoundNothing: Bool {
        guard case .find(let find) = prompt else { return false }
        return find.result?.hits.isEmpty == true
    }

    mutating func startFinding() {
        prompt = .find(FindPrompt(origin: selection))
    }

    /// Finds what the text of the prompt names: the selection stands on the first hit from where it began.
    mutating func findAgain(_ find: FindPrompt) {
        var find = find
        find.result = nil
        find.isKept = false
        prompt = .find(find)
        if find.editor.isEmpty {
            executor.drop(.find)
            selection = find.origin
            revealSelection()
        } else {
            order(.find(find.editor.text))
        }
    }

    /// Takes what was found for a text: the selection stands on the first hit.
    mutating func take(found hits: [MapSubject], for text: String) {
        guard case .find(var find) = prompt, find.editor.text == text else { return }
        find.result = FindResult(wanted: text, hits: hits, place: 0)
        selection = hits.first ?? find.origin
        prompt = .find(find)
        if find.isKept { keepFound() } else { revealSelection() }
    }

    /// Keeps what was found, or goes back where nothing was.
    mutating func keepFound() {
        guard case .find(var find) = prompt else { return }
        if executor.isRunning(.find) {
            find.isKept = true
            prompt = .find(find)
            return
        }
        prompt = nil
        guard let result = find.result, !result.hits.isEmpty else {
            if !find.editor.isEmpty {
                message = "/ \"\(find.editor.text)\": nothing. Searched names, titles, ids, descriptions, tags, addresses."
            }
            selection = find.origin
            return
        }
        found = result
        let target = result.hits[result.place]
        selection = find.origin
        visit(target)
        sayFound()
    }

    /// Goes back to where the search began.
    mutating func dropFinding() {
        guard case .find(let find) = prompt else { return }
        prompt = nil
        selection = find.origin
        revealSelection()
    }

    /// Steps through what was found, round and round.
    mutating func stepFound(by step: Int) {
        guard var result = found, !result.hits.isEmpty else { return }
        result.place = (result.place + step + result.hits.count) % result.hits.count
        found = result
        visit(result.hits[result.place])
        sayFound()
    }

    /// The same while the search is being typed.
    mutating func stepFinding(by step: Int) {
        guard case .find(var find) = prompt, var result = find.result, !result.hits.isEmpty else { return }
        result.place = (result.place + step + result.hits.count) % result.hits.count
        find.result = result
        selection = result.hits[result.place]
        prompt = .find(find)
        revealSelection()
    }

    private mutating func sayFound() {
        guard let found else { return }
        message = "/ \"\(found.wanted)\": \(found.place + 1) of \(found.hits.count)"
    }
}
