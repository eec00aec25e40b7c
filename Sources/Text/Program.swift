/// What the program says of itself.
public enum Program {
    /// Its version, as people write it.
    public static let version = "0.1.0"
    /// What help and manual begin with.
    public static let promise = "sgscope only reads: it sends nothing that changes AWS."
}
