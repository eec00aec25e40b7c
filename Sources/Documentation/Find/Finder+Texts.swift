import CoreModel

extension Finder {
    /// Which texts are searched.
    enum Scope {
        /// What things are called.
        case names
        /// And what is said of them.
        case all
    }

    /// What holds a text as a whole in one field; where nothing does so, what holds every word of it.
    func called(_ text: String, _ scope: Scope) -> [Found] {
        let whole = holding(text, scope)
        let words = text.split(separator: " ").map(String.init)
        if words.count < 2 || whole.contains(where: { $0.rank < .words }) { return whole }
        var left: [FoundThing: Found]?
        for word in words {
            var own: [FoundThing: Found] = [:]
            for one in holding(word, scope) {
                // Words of rules and notes count together with names, behind all that is found by names alone.
                let before = left?[one.thing]
                if left != nil, before == nil { continue }
                let rank: FoundRank = max(one.rank, before?.rank ?? .part) == .words ? .words : .part
                if let known = own[one.thing], known.rank <= rank { continue }
                let kept = before.map { $0.field == .name ? $0 : one } ?? one
                own[one.thing] = Found(one.thing, kept.field, rank, kept.text)
            }
            left = own
        }
        return whole + (left.map { Array($0.values) } ?? [])
    }

    /// What has a field that holds a text.
    private func holding(_ text: String, _ scope: Scope) -> [Found] {
        let shape = TypedShape(text)
        var all: [Found] = []
        func add(_ texts: FindIndex.Texts) {
            for hit in texts.index.hits(for: text) {
                guard let rank = shape.rank(hit.hold, of: texts.fields[hit.place]) else { continue }
                for thing in texts.things[hit.place] {
                    all.append(Found(index.things[Int(thing)], texts.fields[hit.place], rank, texts.plain[hit.place]))
                }
            }
        }
        let index = index
        add(index.names)
        if scope == .all { add(index.words) }
        return all
    }

    /// What is called nearly so.
    func nearly(_ text: String) -> [Found] {
        guard let fuzzy = FuzzyName(text) else { return [] }
        let (names, things) = (index.names, index.things)
        return names.fields.indices.flatMap { place -> [Found] in
            guard names.fields[place] == .name, fuzzy.fits(names.index.bytes[names.index.range(of: place)]) else { return [] }
            return names.things[place].map { Found(things[Int($0)], .name, .fuzzy, names.plain[place]) }
        }
    }
}

/// What a typed text can be, which says how little of a field is enough.
private struct TypedShape {
    private let length: Int
    private let hasDigit: Bool
    private let looksLikeAddress: Bool
    private let isNumber: Bool

    init(_ text: String) {
        length = text.count
        isNumber = text.allSatisfy(\.isNumber)
        hasDigit = text.contains(where: \.isNumber) || text.contains("-")
        looksLikeAddress = text.contains(".") || text.contains(":")
    }

    /// How well a field fits that holds the text; nil where that says nothing.
    func rank(_ hold: TextIndex.Hold, of field: FoundField) -> FoundRank? {
        let plain: FoundRank =
            switch hold {
            case .whole: .exact
            case .beginning: .prefix
            case .word: .word
            case .part: .part
            }
        switch field {
        case .id:
            // Digits and letters of an id come everywhere: what is short is no part of one that somebody means.
            switch hold {
            case .whole: return .exact
            case .beginning: return hasDigit ? .prefix : nil
            case .word: return length >= 3 && hasDigit ? .word : nil
            case .part: return length >= 4 && hasDigit ? .part : nil
            }
        case .address, .network, .delegatedPrefix:
            // A part of a number is no part of an address.
            return looksLikeAddress && hold != .part ? plain : nil
        case .exactName:
            // A number within an ARN is everybody's.
            return hold == .part || (isNumber && hold == .word) ? nil : plain
        case .tag: return max(plain, .word)
        case .description: return max(plain, .part)
        case .rule, .note: return .words
        case .name, .within, .holds, .port, .admission: return plain
        }
    }
}
