import fc from 'fast-check';

// Every commit tries examples of its own, and tries the same ones whenever it is tested: what failed once fails again.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROPERTY_SEED']) });
