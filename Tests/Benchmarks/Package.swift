// swift-tools-version: 6.2

import PackageDescription

/// What the program's rooms cost, measured on environments made from a seed.
///
/// Each benchmark is an executable of its own.
let package = Package(
    name: "Benchmarks",
    products: [.executable(name: "reachability", targets: ["ReachabilityBenchmark"])],
    dependencies: [.package(name: "sgscope", path: "../..")],
    targets: [
        .systemLibrary(name: "CHeap"),
        .target(name: "Measuring", dependencies: ["CHeap"]),
        .target(name: "Environments", dependencies: [.product(name: "SecurityGroups", package: "sgscope")]),
        .executableTarget(
            name: "ReachabilityBenchmark",
            dependencies: [
                "Environments", "Measuring",
                .product(name: "SecurityGroups", package: "sgscope"),
                .product(name: "Reachability", package: "sgscope"),
                .product(name: "Readers", package: "sgscope"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
