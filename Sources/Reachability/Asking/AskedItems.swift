import CoreModel

/// Takes tokens for what they can be: a whole name first, the longest of them, then a port, a service, a word that says nothing, a part of a
/// name.
struct AskedItems {
    private let names: AskedNames
    private let tokens: [AskedToken]
    private(set) var items: [AskedItem] = []
    /// What stands behind a word of ``SaidBehind/begins(_:)``, and the word.
    private(set) var rest: String?

    /// Words of a name at most.
    private static let longest = 8

    private static let words: [String: AskedItem.Kind] = {
        var words: [String: AskedItem.Kind] = [:]
        let filler = """
            could can does do did is are was will would should may might why how when cannot can't cant doesn't doesnt isn't isnt not no \
            reach reaches reached reaching talk talks talking connect connects connecting connected get gets go goes speak speaks access \
            accesses open opens opened exposed accessible reachable visible the a an using be able allowed allow let lets it me please and between through its my our of at \
            that there connection connections traffic host group timeout timeouts error errors fail fails failing failed failure failures hang hangs
            """
        for word in filler.split(whereSeparator: { $0 == " " || $0 == "\n" }) where !word.hasSuffix("?") {
            words[String(word)] = .filler
        }
        for word in ["on", "over", "via", "port", "ports", "protocol", "service"] { words[word] = .on }
        for word in ["to", "into", "towards", "toward"] { words[word] = .to }
        words["from"] = .from
        for word in ["except", "excluding", "besides"] { words[word] = .except }
        for word in ["who", "whoever", "what's", "whom"] { words[word] = .who }
        for word in ["what", "where", "which"] { words[word] = .what }
        for word in ["any", "*", "anything", "anywhere", "everything", "everywhere"] { words[word] = .anybody }
        for word in ["v6", "ipv6", "ip6"] { words[word] = .family(.v6) }
        for word in ["v4", "ipv4", "ip4"] { words[word] = .family(.v4) }
        return words
    }()
    private static let internet: Set<String> = [
        "internet", "world", "anyone", "anybody", "everyone", "everybody", "outside",
    ]

    init(_ tokens: [AskedToken], _ names: AskedNames) {
        (self.tokens, self.names) = (tokens, names)
        var place = 0
        while place < tokens.count { place = take(place) }
    }

    private func word(_ place: Int) -> String? {
        guard place < tokens.count, case .word(let word, _) = tokens[place] else { return nil }
        return word
    }

    private func phrase(_ range: Range<Int>) -> String? {
        let words = range.map { place -> String? in
            guard case .word(let word, let behind) = tokens[place], !(behind && place > range.lowerBound) else { return nil }
            return word
        }
        return words.contains(nil) ? nil : words.compactMap { $0 }.joined(separator: " ")
    }

    /// Takes what begins at a place; gives the place behind it.
    private mutating func take(_ place: Int) -> Int {
        switch tokens[place] {
        case .quoted(let name):
            items.append(AskedItem(kind: .end(isWhole: true), text: name))
            return place + 1
        case .arrow(let isTurned):
            items.append(AskedItem(kind: .arrow(isTurned: isTurned), text: ""))
            return place + 1
        case .comma:
            items.append(AskedItem(kind: .comma, text: ","))
            return place + 1
        case .word(let word, let behindColon): return take(word, behindColon, place)
        }
    }

    private mutating func take(_ word: String, _ behindColon: Bool, _ place: Int) -> Int {
        let lower = word.lowercased()
        if let end = takeStatus(place) { return end }
        if behindColon, let end = takePort(place, behindColon: true) { return end }
        if let end = takeName(place, isWhole: true) { return end }
        if SaidBehind.begins(lower), place > 0, !items.isEmpty {
            if mayEnd(place) {
                rest = Self.text(tokens[place...])
                return tokens.count
            }
            if lower == "with", place + 1 < tokens.count {
                items.append(AskedItem(kind: .on, text: word))
                return place + 1
            }
        }
        // Protocols are called "any" and "ipv6", too; who means these writes them behind a colon.
        if let kind = Self.words[lower], kind.isSaidOfEnds {
            items.append(AskedItem(kind: kind, text: word))
            return place + 1
        }
        if let end = takePort(place, behindColon: behindColon) { return end }
        if names.isService(word) {
            let isPart = lower.count >= 3 && names.isPart(word)
            // "rds psql sg" is a longer name's part.
            if isPart, let end = takeName(place, isWhole: false), end > place + 1 { return end }
            if isPart, items.last?.text == word, case .end(isWhole: false)? = items.last?.kind { items.removeLast() }
            items.append(AskedItem(kind: .service(isPart: isPart), text: word, isBehindColon: behindColon))
            return place + 1
        }
        if Self.internet.contains(lower) {
            items.append(AskedItem(kind: .end(isWhole: true), text: "internet"))
            return place + 1
        }
        if let kind = Self.words[lower] {
            items.append(AskedItem(kind: kind, text: word))
            return place + 1
        }
        if let end = takeName(place, isWhole: false) { return end }
        items.append(AskedItem(kind: .unknown, text: word, isBehindColon: behindColon))
        return place + 1
    }

    /// `HTTP 504`, `a 503`, `status code 502`: what was answered, where these words stand before it.
    private mutating func takeStatus(_ place: Int) -> Int? {
        var last = place
        while let word = word(last)?.lowercased(), Self.statusWords.contains(word) { last += 1 }
        let isIntroduced =
            last > place || place > 0 && word(place - 1).map { Self.wordsBeforeStatus.contains($0.lowercased()) } ?? false
        guard isIntroduced, last < tokens.count, case .word(let number, behindColon: false) = tokens[last], number.count == 3,
            let code = Int(number), (400...599).contains(code)
        else { return nil }
        let text = (place...last).compactMap(word).joined(separator: " ")
        items.append(AskedItem(kind: .status, text: text))
        return last + 1
    }

    private static let statusWords: Set<String> = ["http", "https", "status", "code", "error", "errors"]
    private static let wordsBeforeStatus: Set<String> = [
        "a", "get", "gets", "getting", "receive", "receives", "return", "returns", "returned", "see", "sees",
    ]

    /// Whether the words behind say another time or a trial, not a port.
    private func mayEnd(_ place: Int) -> Bool {
        guard let next = word(place + 1) else { return place + 1 == tokens.count || word(place)?.lowercased() == "before" }
        return !names.isPort(next) && !names.isService(next)
    }

    /// Tokens as they were written, but for their white space.
    private static func text(_ tokens: ArraySlice<AskedToken>) -> String {
        var text = ""
        for token in tokens {
            switch token {
            case .quoted(let own): text += " \"\(own)\""
            case .word(let own, behindColon: true): text += ":\(own)"
            case .word(let own, behindColon: false): text += " \(own)"
            case .arrow(let isTurned): text += isTurned ? " <-" : " ->"
            case .comma: text += ","
            }
        }
        return String(text.dropFirst())
    }

    private mutating func takeName(_ place: Int, isWhole: Bool) -> Int? {
        // A longer name has its first word in it.
        let mayGoOn = place + 1 < tokens.count && (word(place).map(names.isPart) ?? false)
        let last = mayGoOn ? min(tokens.count, place + Self.longest) : place + 1
        for end in stride(from: last, to: place, by: -1) {
            guard let phrase = phrase(place..<end) else { continue }
            let name = isWhole ? wholeName(phrase) : phrase.count >= 3 && names.isPart(phrase) ? phrase : nil
            guard let name else { continue }
            items.append(AskedItem(kind: .end(isWhole: isWhole), text: name))
            return end
        }
        return nil
    }

    /// What is called so, whole: "ecs api" is `ecs-api` as well, where not each of the words names something.
    private func wholeName(_ phrase: String) -> String? {
        if names.isWhole(phrase) { return phrase }
        let words = phrase.split(separator: " ")
        guard words.count > 1, !words.allSatisfy({ names.isWhole(String($0)) }) else { return nil }
        return ["-", "_"].map { words.joined(separator: $0) }.first(where: names.isWhole)
    }

    /// `5432`, `tcp/5432`, `tcp 5432`, `5432 tcp`, `all`, `icmp 8`.
    private mutating func takePort(_ place: Int, behindColon: Bool) -> Int? {
        guard let word = word(place) else { return nil }
        let lower = word.lowercased()
        if let next = self.word(place + 1), next.first?.isNumber ?? false || names.isService(next),
            names.isProtocol(lower) || lower == "proto",
            names.isPort("\(lower)/\(next)"), !names.isWhole(next)
        {
            items.append(AskedItem(kind: .port, text: "\(lower)/\(next)", isBehindColon: behindColon))
            return place + 2
        }
        let isNumber = word.first?.isNumber ?? false
        if let next = self.word(place + 1)?.lowercased(), isNumber, ["tcp", "udp", "sctp"].contains(next),
            names.isPort("\(word)/\(next)")
        {
            items.append(AskedItem(kind: .port, text: "\(word)/\(next)", isBehindColon: behindColon))
            return place + 2
        }
        guard names.isPort(word) || behindColon && names.isService(word) else { return nil }
        items.append(AskedItem(kind: .port, text: word, isBehindColon: behindColon))
        return place + 1
    }
}
