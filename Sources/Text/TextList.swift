/// Lists in a line of text.
public enum TextList {
    /// "a", "a and b", "a, b and c"; of more than `limit` the first two "and 9 more".
    public static func sentence(_ items: [String], limit: Int = 3, and: String = "and") -> String {
        guard let last = items.last else { return "" }
        if items.count == 1 { return last }
        if items.count > limit { return few(items, limit: limit, shown: 2) }
        return "\(items.dropLast().joined(separator: ", ")) \(and) \(last)"
    }

    /// "a, b, c"; of more than `limit` the first `shown`, one fewer than `limit` unless it is given, "and 9 more".
    ///
    /// Parts that hold commas themselves are parted by semicolons: "a, b; c, d; 9 more".
    public static func few(_ items: [String], limit: Int, shown: Int? = nil, separator: String = ", ") -> String {
        guard items.count > limit else { return items.joined(separator: separator) }
        let first = items.prefix(shown ?? limit - 1)
        let more = "\(items.count - first.count) more"
        return first.joined(separator: separator) + (separator == ", " ? " and " : separator) + more
    }
}

/// A number with its noun: "1 rule", "2 rules".
public enum TextCount {
    /// A number up to nine as a word, a larger one in digits: "three", "12".
    public static func word(_ number: Int) -> String {
        let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        return words.indices.contains(number) ? words[number] : "\(number)"
    }

    /// "1st", "2nd", "3rd", "4th", "11th", "21st".
    public static func ordinal(_ number: Int) -> String {
        let ending = (11...13).contains(number % 100) ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return "\(number)\(ending)"
    }

    /// The number with the noun, or with its plural, which is the noun with an "s" unless it is given.
    public static func of(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }
}
