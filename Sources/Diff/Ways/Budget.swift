/// How much of what costs much may be asked.
struct Budget {
    private var left: Int

    /// All of it.
    init(_ limit: Int) { left = limit }

    /// Takes some for what is asked; takes nothing, and says false, where less is left.
    mutating func take(_ count: Int) -> Bool {
        if count > left { return false }
        left -= count
        return true
    }
}
