/// Names that are given once only.
struct UniqueNames {
    private var used: Set<String> = []

    /// A name, or with the first number behind it from 2 on that makes it new.
    mutating func name(_ name: String, numbered: (Int) -> String) -> String {
        var result = name
        var number = 2
        while !used.insert(result).inserted {
            result = numbered(number)
            number += 1
        }
        return result
    }
}
