// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "winnow",
    targets: [
        .target(name: "CSandbox"),
        .target(name: "WinnowModel"),
        .target(name: "WinnowWorker", dependencies: ["WinnowModel", "CSandbox"]),
        .testTarget(name: "WinnowModelTests", dependencies: ["WinnowModel"]),
    ]
)
