import CoreModel

/// What is let through of each of several subjects, on one stretch of traffic.
struct CoverRow: Sendable {
    /// The subjects that are let through whole, whatever the unknown facts are.
    private(set) var certain: BitSet
    /// The subjects of which something may be let through; holds `certain`.
    private(set) var possible: BitSet
    /// What is let through of subjects that are possible and not certain; one that is missing here may be let through whole.
    private var parts: [Int: Coverage] = [:]

    /// Nothing of so many subjects.
    init(count: Int) {
        certain = BitSet(count: count)
        possible = certain
    }

    /// Everything of so many subjects: for certain, or perhaps.
    static func whole(_ count: Int, isCertain: Bool) -> CoverRow {
        var row = CoverRow(count: count)
        row.possible = .all(count)
        if isCertain { row.certain = row.possible }
        return row
    }

    /// What is let through of a subject.
    func coverage(of place: Int, _ subject: Subject) -> Coverage {
        if certain.contains(place) { return .everything(of: subject) }
        guard possible.contains(place) else { return .nothing }
        return parts[place] ?? .perhaps(subject.addresses)
    }

    /// Lets some subjects through whole.
    mutating func addWhole(_ places: BitSet) {
        certain.formUnion(places)
        possible.formUnion(places)
        if !parts.isEmpty { parts = parts.filter { !places.contains($0.key) } }
    }

    /// Lets a part of a subject through as well.
    mutating func add(_ coverage: Coverage, of place: Int, _ subject: Subject) {
        if coverage.possible.isEmpty || certain.contains(place) { return }
        let all = possible.contains(place) ? self.coverage(of: place, subject).union(coverage) : coverage
        possible.insert(place)
        if all.certain.isSuperset(of: subject.addresses) {
            certain.insert(place)
            parts[place] = nil
        } else {
            parts[place] = all
        }
    }

    mutating func formUnion(_ other: CoverRow, _ subjects: [Subject]) {
        if other.parts.isEmpty, parts.isEmpty {
            certain.formUnion(other.certain)
            possible.formUnion(other.possible)
            return
        }
        certain.formUnion(other.certain)
        let known = Set(parts.keys).union(other.parts.keys)
        for place in known where !certain.contains(place) {
            let both = coverage(of: place, subjects[place]).union(other.coverage(of: place, subjects[place]))
            parts[place] = both
            if both.certain.isSuperset(of: subjects[place].addresses) { certain.insert(place) }
        }
        possible.formUnion(other.possible)
        for place in known where certain.contains(place) { parts[place] = nil }
    }
}
